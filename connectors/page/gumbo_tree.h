// Gumbo, called so that it costs little and cannot run away.
#pragma once

#include <gumbo.h>

#include <csetjmp>
#include <string_view>

#include "connectors/page/arena.h"
#include "connectors/page/slim.h"

namespace rawi::page {

// What a thread keeps from page to page: the memory Gumbo works in, and the slim page.
class GumboTree {
 public:
  static GumboTree& of_this_thread();

  // The root element of `html`'s tree, valid until the next parse on this thread; `html` must stay until
  // then. nullptr where the tree would take more memory, or making it more time, than a page of this size may
  // cost.
  const GumboNode* parse(std::string_view html);

  [[nodiscard]] Slim& slim() { return slim_; }

 private:
  static void* allocate(void* self, std::size_t size);
  static void release(void* self, void* piece);

  Arena memory_{1 << 20};
  Slim slim_;
  std::jmp_buf escape_;
};

}  // namespace rawi::page
