#include "connectors/arabic/language.h"

namespace rawi::arabic {

LanguageVerdict judge_language(std::string_view) { return {true, "ar", 0}; }

}  // namespace rawi::arabic
