// Kafka's access control lists.
#pragma once

#include <string>
#include <vector>

namespace rawi::testing {

// `principal` may see and read every topic that begins with `prefix`, use transactional ids that begin with
// it, and write to `topics`. Returns "" or what went wrong.
[[nodiscard]] std::string allow_writing(const std::string& bootstrap, const std::string& principal,
                                        const std::string& prefix, const std::vector<std::string>& topics);

}  // namespace rawi::testing
