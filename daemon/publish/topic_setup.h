// Making sure that the topics are there.
#pragma once

#include "connectors/base/result.h"
#include "daemon/publish/client.h"
#include "daemon/publish/options.h"

namespace rawi::publish {

// Creates what is missing (the checkpoint topic compacted, with one partition). Where that is not allowed, by
// options.create_topics or by Kafka: Errc::not_found / Errc::refused with the command that creates it.
[[nodiscard]] Result<void> ensure_topics(Client& client, const PublishOptions& options, int timeout_ms);

// Every topic that is written to, each once.
[[nodiscard]] std::vector<std::string> topic_names(const Topics& topics);

}  // namespace rawi::publish
