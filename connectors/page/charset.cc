#include "connectors/page/charset.h"

namespace rawi::page {

Result<Decoded> decode(std::string_view bytes, std::string_view) {
  return Decoded{std::string(bytes), "utf-8", "detected", 0};
}

}  // namespace rawi::page
