// What a feed says of itself: where its site is, how often it wants to be read.
#pragma once

#include "connectors/discover/readers.h"

namespace rawi::discover {

// Fills ttl, update period, skip hours and days and the next page into `found`. Returns the URL that relative
// links of entries are resolved against where no xml:base says otherwise: the site the feed names, else where
// it was read from.
[[nodiscard]] url::Url read_habits(const XmlTree& tree, const Reading& reading, Found& found);

}  // namespace rawi::discover
