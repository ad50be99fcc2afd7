#include "connectors/extract/metadata.h"

namespace rawi::extract {

void fill_metadata(const page::Document&, const Structured&, const PageInput&, const outlet::Outlet&, const ReadOptions&,
                   Article&) {}

}  // namespace rawi::extract
