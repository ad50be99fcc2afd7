// From Gumbo's tree to the flat one.
#pragma once

#include <gumbo.h>

#include <memory>
#include <string>
#include <vector>

#include "connectors/page/arena.h"
#include "connectors/page/document.h"
#include "connectors/page/slim.h"

namespace rawi::page {

struct Document::Storage {
  std::string page;
  Arena strings;
};

class DocumentBuilder {
 public:
  DocumentBuilder(std::string page, const ParseOptions& options);

  Result<Document> build();

 private:
  struct Frame {
    const GumboNode* node = nullptr;
    NodeId id = 0;
    unsigned next_child = 0;
    std::size_t holder =
        0;  // the frame whose last_child is kept: itself, unless too deep to be a node of its own
    NodeId last_child = kNone;
  };

  bool walk(const GumboNode* root);
  void enter(const GumboNode* node);
  void enter_element(const GumboNode* node);
  void push(const GumboNode* node, NodeId id, bool too_deep);
  void leave();
  void add(Document::Node& node);

  // Text below one parent that nothing in the tree separates is one node, however many Gumbo made of it.
  void add_text(const GumboNode* node);
  void add_stand_ins(std::string_view text);
  std::size_t add_space(std::string_view text, std::size_t at);
  void add_piece(const Piece& piece);
  void add_event(const Event& event);
  void append_text(std::string_view piece);
  void close_text();
  [[nodiscard]] std::string_view resolved(std::size_t begin, std::size_t end, bool references);

  void add_attributes(const GumboElement& element, Document::Node& out);
  void add_records(const GumboElement& element, Document::Node& out);
  void add_plain_attributes(const GumboElement& element, Document::Node& out);
  void keep_data_script(const GumboElement& element);
  void name_other(const GumboElement& element, NodeId id);

  const ParseOptions& options_;
  Document doc_;
  Slim* slim_ = nullptr;         // null: the plain way
  std::size_t next_record_ = 0;  // where the search for the next element's record begins
  std::vector<Frame> stack_;
  bool text_open_ = false;
  std::string joined_;
  std::vector<std::pair<const char*, std::pair<DataScript, std::string_view>>>
      scripts_;  // plain way, by position
};

}  // namespace rawi::page
