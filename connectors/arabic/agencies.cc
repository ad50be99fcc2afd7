#include "connectors/arabic/agencies.h"

namespace rawi::arabic {

bool is_agency(std::string_view) { return false; }
std::vector<std::string> agencies_in_credit(std::string_view) { return {}; }

}  // namespace rawi::arabic
