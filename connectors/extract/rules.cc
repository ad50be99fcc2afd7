#include "connectors/extract/rules.h"

namespace rawi::extract {

void apply_rules(const page::Document&, const outlet::Outlet&, const PageInput&, const ReadOptions&, Article&) {}

}  // namespace rawi::extract
