// Single steps of the way: what is asked of the fetcher and the reader, and what their answers mean.
#include <algorithm>

#include <fmt/format.h>

#include "connectors/arabic/dates.h"
#include "daemon/pipeline/job.h"
#include "daemon/publish/records.h"

namespace rawi::pipeline {
namespace {

constexpr int kSourcePriority = 10;  // a source may name fresher news than any link that waits
constexpr int kFreshPriority = 5;

}  // namespace

fetch::FetchRequest Pipeline::request_of(const Job& job) {
  fetch::FetchRequest request;
  request.url = job.url;
  request.kind = fetch::FetchRequest::Kind::page;
  request.etag = job.link.etag;
  request.last_modified = job.link.last_modified;
  request.delay_ms = job.outlet->delay_ms.value_or(0);
  request.cookies = job.outlet->cookies;
  request.priority = job.link.outcome ? 0 : kFreshPriority;
  return request;
}

fetch::FetchRequest Pipeline::request_of(const Survey& survey) {
  fetch::FetchRequest request;
  request.url = survey.source.url;
  request.kind = fetch::FetchRequest::Kind::source;
  request.etag = survey.state.etag;
  request.last_modified = survey.state.last_modified;
  request.delay_ms = survey.outlet->delay_ms.value_or(0);
  request.cookies = survey.outlet->cookies;
  request.priority = kSourcePriority;
  return request;
}

extract::Reading Pipeline::read_page_of(const Job& job) const {
  const std::int64_t now_ms = parts_.loop.now_ms();
  const std::string fetched_at = publish::rfc3339_utc(now_ms);
  extract::PageInput input;
  input.bytes = job.page.body;
  input.url = job.page.final_url;
  input.content_type = job.page.content_type;
  input.http_status = job.page.status;
  input.fetched_at = fetched_at;
  input.link_title = job.link.title;
  input.link_published = job.link.published;
  extract::ReadOptions options;
  options.now_unix = now_ms / 1000;
  return extract::read_page(input, *job.outlet, options);
}

// The fetcher was stopped: the link stays started in the ledger and is begun again after the next start.
void Pipeline::abandon(Job& job) { release(job); }

void Pipeline::abandon(Survey&) { --surveys_; }

}  // namespace rawi::pipeline
