#include "connectors/extract/gates.h"

namespace rawi::extract {

std::optional<Rejection> refuse(const page::Document&, const Structured&, const PageInput&, const ReadOptions&, const Article&) {
  return std::nullopt;
}

}  // namespace rawi::extract
