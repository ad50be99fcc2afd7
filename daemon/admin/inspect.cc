#include "daemon/admin/inspect.h"

#include <algorithm>
#include <array>
#include <functional>
#include <future>
#include <unordered_set>
#include <vector>

#include <nlohmann/json.hpp>

#include "connectors/extract/blocks.h"
#include "connectors/extract/read.h"
#include "connectors/outlet/outlet.h"
#include "connectors/page/charset.h"
#include "connectors/page/document.h"
#include "daemon/admin/json.h"

namespace rawi::admin {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFieldBytes = 4096, kBlockBytes = 2048;

// At most `bytes`, not in the middle of a character.
std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string_view word_of(Paragraph::Kind kind) {
  constexpr std::array<std::string_view, 4> kWords = {"text", "heading", "quote", "list_item"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string joined(const std::vector<std::string>& values) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "" : " · ") + value;
  return out;
}

Json fields_json(const Article& a) {
  Json out = Json::array();
  const auto add = [&](const char* name, std::string_view value) {
    if (value.empty()) return;
    const auto from = a.provenance.fields.find(name);
    out.push_back({{"name", name},
                   {"value", cut(value, kFieldBytes)},
                   {"from", from == a.provenance.fields.end() ? Json(nullptr) : Json(from->second)}});
  };
  add("title", a.title);
  add("subtitle", a.subtitle);
  add("authors", joined(a.authors));
  add("sources", joined(a.sources));
  add("dateline", a.dateline.value_or(""));
  add("section", a.section.value_or(""));
  add("keywords", joined(a.keywords));
  add("published_at", a.published_at.value_or(""));
  add("modified_at", a.modified_at.value_or(""));
  add("lead_image", a.lead_image ? a.lead_image->url : "");
  add("language", a.language);
  return out;
}

// Why a block is not the article's text, as far as it shows on the block itself.
std::string_view reason_of(const extract::Block& block, bool chosen) {
  if (chosen) return "";
  if (block.link_chars * 2 > block.chars) return "links";
  return block.chars < 40 ? "short" : "not_in_body";
}

struct Seen {
  std::string charset, text;
  Json blocks = Json::array();
  bool blocks_cut = false, text_cut = false;
};

Seen look_at_blocks(const events::RefusedPage& page, const Article& draft) {
  Seen out;
  auto decoded = page::decode(page.bytes, page.content_type);
  if (!decoded) return out;
  out.charset = decoded->charset;
  const auto doc = page::parse_html(std::move(decoded->text), {});
  if (!doc || doc->body() == page::kNone) return out;
  std::unordered_set<std::string_view> chosen;
  for (const auto& paragraph : draft.paragraphs) chosen.insert(paragraph.text);
  for (const auto& block : extract::blocks_of(*doc, doc->body(), {})) {
    if (out.text.size() + block.text.size() <= kInspectTextBytes) {
      out.text += (out.text.empty() ? "" : "\n") + block.text;
    } else {
      out.text_cut = true;
    }
    if (out.blocks.size() >= kInspectBlocks) {
      out.blocks_cut = true;
      continue;
    }
    const bool is_chosen = chosen.contains(block.text);
    out.blocks_cut = out.blocks_cut || block.text.size() > kBlockBytes;
    out.blocks.push_back({{"kind", word_of(block.kind)},
                          {"text", cut(block.text, kBlockBytes)},
                          {"chosen", is_chosen},
                          {"reason", reason_of(block, is_chosen)}});
  }
  return out;
}

std::string look_at(const RejectedItem& item) {
  const events::RefusedPage& page = *item.page;
  extract::PageInput input;
  input.bytes = page.bytes;
  input.url = page.url;
  input.content_type = page.content_type;
  input.http_status = page.status;
  input.link_title = page.link_title;
  extract::ReadOptions options;
  options.now_unix = item.at_ms / 1000;
  const outlet::Outlet none = outlet::no_outlet(page.url);
  const extract::Sight sight = extract::look_at_page(input, item.declared ? *item.declared : none, options);
  Seen seen = look_at_blocks(page, sight.draft);
  Json out = {{"id", std::to_string(item.id)},
              {"url", shown_url(item.url)},
              {"fetched_url", shown_url(page.url)},
              {"outlet", item.outlet},
              {"outlet_name", item.outlet_name},
              {"reason", item.reason},
              {"detail", item.detail},
              {"at", moment(item.at_ms)},
              {"status", page.status},
              {"content_type", page.content_type},
              {"charset", seen.charset},
              {"bytes", page.size_bytes},
              {"page_cut", page.size_bytes > page.bytes.size()},
              {"title", sight.draft.title.empty() ? item.title : sight.draft.title},
              {"fields", fields_json(sight.draft)},
              {"blocks", std::move(seen.blocks)},
              {"blocks_cut", seen.blocks_cut},
              {"text", std::move(seen.text)},
              {"text_cut", seen.text_cut}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string inspection_json(const RejectedItem& item) {
  return std::async(std::launch::async, look_at, std::cref(item)).get();
}

}  // namespace rawi::admin
