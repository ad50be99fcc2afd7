// Any bytes are some language or none; credit lines are read from the same input.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "connectors/arabic/agencies.h"
#include "connectors/arabic/language.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto verdict = rawi::arabic::judge_language(text);
  if (verdict.language.empty() || verdict.confidence < 0 || verdict.confidence > 1) std::abort();
  if (verdict.arabic != (verdict.language == "ar")) std::abort();
  for (const auto& name : rawi::arabic::agencies_in_credit(text)) {
    if (!rawi::arabic::is_agency(name)) std::abort();
  }
  return 0;
}
