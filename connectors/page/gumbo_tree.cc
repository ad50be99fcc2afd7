#include "connectors/page/gumbo_tree.h"

#include <algorithm>

namespace rawi::page {
namespace {

constexpr std::size_t kKeptBytes = 16 << 20;  // of memory, from one page to the next

// An element takes Gumbo some 300 bytes; the shortest tag has three characters, and tags like <b> are cloned.
constexpr std::size_t kBytesPerByte = 256, kBytesAtLeast = 8 << 20, kBytesAtMost = 384 << 20;

}  // namespace

GumboTree& GumboTree::of_this_thread() {
  thread_local GumboTree tree;
  return tree;
}

void* GumboTree::allocate(void* self, std::size_t size) {
  auto* tree = static_cast<GumboTree*>(self);
  void* piece = tree->memory_.take(size);
  // Gumbo does not know what to do without memory. All it holds is in the arena, so leaving it in the middle
  // loses nothing; it is C, so there are no destructors on the way.
  if (piece == nullptr) std::longjmp(tree->escape_, 1);
  return piece;
}

void GumboTree::release(void* self, void* piece) { static_cast<GumboTree*>(self)->memory_.give_back(piece); }

const GumboNode* GumboTree::parse(std::string_view html) {
  memory_.clear(kKeptBytes);
  memory_.set_limit(std::min(kBytesAtLeast + kBytesPerByte * html.size(), kBytesAtMost));
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  options.allocator = allocate;
  options.deallocator = release;
  options.userdata = this;
  if (setjmp(escape_) != 0) return nullptr;
  return gumbo_parse_with_options(&options, html.data(), html.size())->root;
}

}  // namespace rawi::page
