#include "connectors/extract/rules.h"

#include <algorithm>
#include <utility>

#include "connectors/arabic/dates.h"
#include "connectors/extract/blocks.h"
#include "connectors/extract/rules_value.h"
#include "connectors/url/url.h"

namespace rawi::extract {
namespace {

using outlet::FieldRules;
using outlet::Rules;

constexpr const char* kEvidence = "rules";

// Applies an outlet's rules to one page; each fill_* leaves the field alone where its rule finds nothing.
class RuleReader {
 public:
  RuleReader(const page::Document& doc, const outlet::Outlet& outlet, const PageInput& input,
             const ReadOptions& options, Article& article)
      : doc_(doc), rules_(outlet.rules), input_(input), article_(article) {
    const auto url = url::parse(input.url);
    if (url) host_zone_ = arabic::zone_of_host(url->host);
    outlet_zone_ = outlet.zone;
    dates_.zone = outlet_zone_.empty() ? host_zone_ : outlet_zone_;
    dates_.now_unix = options.now_unix;
  }

  void read() {
    fill(rules_.title, "title", article_.title);
    fill(rules_.subtitle, "subtitle", article_.subtitle);
    fill(rules_.authors, "authors", article_.authors);
    fill(rules_.sources, "sources", article_.sources);
    fill(rules_.keywords, "keywords", article_.keywords);
    fill(rules_.dateline, "dateline", article_.dateline);
    fill(rules_.section, "section", article_.section);
    fill_instant(rules_.published, "published_at", article_.published_at);
    fill_instant(rules_.modified, "modified_at", article_.modified_at);
    fill_image();
    fill_body();
  }

 private:
  std::vector<std::string> values(const std::optional<FieldRules>& rules) const {
    return rules ? rule_values(doc_, *rules) : std::vector<std::string>();
  }

  void note(const char* field) { article_.provenance.fields[field] = kEvidence; }

  template <class Text>
  void fill(const std::optional<FieldRules>& rules, const char* field, Text& out) {
    auto found = values(rules);
    if (found.empty()) return;
    if constexpr (std::is_same_v<Text, std::vector<std::string>>) {
      out = std::move(found);
    } else {
      out = std::move(found.front());
    }
    note(field);
  }

  void fill_instant(const std::optional<FieldRules>& rules, const char* field,
                    std::optional<std::string>& out) {
    for (const auto& text : values(rules)) {
      const auto moment = arabic::parse_date(text, dates_);
      if (!moment) continue;
      out = moment->to_string();
      note(field);
      if (moment->second_of_day) article_.provenance.fields["published_zone"] = zone_evidence(*moment);
      return;
    }
  }

  std::string zone_evidence(const arabic::Moment& moment) const {
    if (moment.zone_evidence != "context") return moment.zone_evidence;
    return outlet_zone_.empty() ? "host" : "outlet";
  }

  void fill_image() {
    const auto found = values(rules_.lead_image);
    const auto page_url = url::parse(input_.url);
    if (!found.empty() && page_url) {
      if (const auto image = url::resolve(*page_url, found.front())) {
        article_.lead_image = LeadImage{image->to_string(), {}, {}};
        note("lead_image");
      }
    }
  }

  void fill_body() {
    if (rules_.body.empty()) return;
    const Dropped dropped = dropped_nodes();
    for (const page::NodeId container : containers()) {
      for (auto& block : blocks_of(doc_, container, dropped)) {
        const auto drops = [&](const outlet::Pattern& pattern) { return pattern.matches(block.text); };
        if (std::any_of(rules_.drop_paragraphs.begin(), rules_.drop_paragraphs.end(), drops)) continue;
        article_.paragraphs.push_back({block.kind, std::move(block.text)});
      }
    }
    if (!article_.paragraphs.empty()) article_.provenance.extractor = kEvidence;
  }

  // The outermost elements that a body selector names, in page order.
  std::vector<page::NodeId> containers() const {
    std::vector<page::NodeId> all;
    for (const auto& selector : rules_.body) {
      const auto found = selector.all(doc_);
      all.insert(all.end(), found.begin(), found.end());
    }
    std::sort(all.begin(), all.end());
    std::vector<page::NodeId> out;
    for (const page::NodeId node : all) {
      if (out.empty() || !doc_.contains(out.back(), node)) out.push_back(node);
    }
    return out;
  }

  Dropped dropped_nodes() const {
    Dropped out(doc_.size(), false);
    for (const auto& selector : rules_.drop) {
      for (const page::NodeId node : selector.all(doc_)) out[node] = true;
    }
    return out;
  }

  const page::Document& doc_;
  const Rules& rules_;
  const PageInput& input_;
  Article& article_;
  std::string_view outlet_zone_, host_zone_;
  arabic::DateContext dates_;
};

bool same_instant(const std::string& a, const std::string& b) {
  const auto left = arabic::parse_date(a, {}), right = arabic::parse_date(b, {});
  return left && right && left->unix_seconds() == right->unix_seconds();
}

template <class T>
void empty_field(const char* field, T& value, Article& article) {
  value = {};
  article.provenance.fields.erase(field);
}

// A rule with no ways at all says that the outlet has no such field.
template <class T>
void settle(const std::optional<FieldRules>& rules, const char* field, T& value, Article& article) {
  if (rules && rules->empty()) empty_field(field, value, article);
}

// Where the credit that a rule reads is on the page and names no such thing, a guess from the page's print is
// one too many: "place - agency" has no author. What the page declares to machines stays.
template <class T>
void settle_credit(const page::Document& doc, const std::optional<FieldRules>& rules, const char* field,
                   T& value, Article& article) {
  settle(rules, field, value, article);
  const auto noted = article.provenance.fields.find(field);
  if (!rules || noted == article.provenance.fields.end()) return;
  const bool guessed = noted->second == "text" || noted->second == "byline";
  if (guessed && has_elements(doc, *rules)) empty_field(field, value, article);
}

}  // namespace

void apply_rules(const page::Document& doc, const outlet::Outlet& outlet, const PageInput& input,
                 const ReadOptions& options, Article& article) {
  RuleReader(doc, outlet, input, options, article).read();
}

void settle_rules(const page::Document& doc, const outlet::Outlet& outlet, Article& article) {
  const Rules& rules = outlet.rules;
  settle(rules.subtitle, "subtitle", article.subtitle, article);
  settle_credit(doc, rules.authors, "authors", article.authors, article);
  settle_credit(doc, rules.sources, "sources", article.sources, article);
  settle(rules.keywords, "keywords", article.keywords, article);
  settle_credit(doc, rules.dateline, "dateline", article.dateline, article);
  settle(rules.section, "section", article.section, article);
  settle(rules.modified, "modified_at", article.modified_at, article);
  settle(rules.lead_image, "lead_image", article.lead_image, article);
  if (rules.modified_unless_published && article.modified_at && article.published_at &&
      same_instant(*article.modified_at, *article.published_at)) {
    article.modified_at.reset();
    article.provenance.fields.erase("modified_at");
  }
  if (rules.caption && article.lead_image) {
    const auto captions = rule_values(doc, *rules.caption);
    article.lead_image->caption = captions.empty() ? std::string() : captions.front();
  }
}

}  // namespace rawi::extract
