// The figures of the status page that nobody else keeps: rates, latencies and what became of each outlet's
// links since the start. Lives on the pipeline's thread and tells the board.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "daemon/admin/board.h"
#include "daemon/admin/rates.h"
#include "daemon/admin/snapshot.h"
#include "daemon/events/events.h"
#include "daemon/pipeline.h"

namespace rawi::admin {

class Figures final : public events::Observer {
 public:
  explicit Figures(Board& board) : board_(board) {}

  // The outlets there are; what is known of others is forgotten.
  void set_outlets(const std::map<std::string, pipeline::OutletPtr>& outlets);
  // An article of an earlier run.
  void remember(const std::string& outlet, std::int64_t seen_ms);

  // Fills the stages, the totals and the number of drifting outlets.
  void fill(Status& status, const events::StageLoads& loads) const;
  [[nodiscard]] OutletViews outlets(const std::vector<pipeline::OutletPlace>& places,
                                    std::int64_t now_ms) const;

  void source_read(const events::SourceRead& event) override;
  void link_finished(const events::LinkFinished& event) override;
  void committed(const events::Committed& event) override;
  void ledger_commit(double seconds, std::size_t changes) override;
  void drift(const std::string& outlet, std::string_view kind, std::string_view detail) override;

 private:
  struct StageFigures {
    std::int64_t done = 0;
    PerMinute per_minute;
    Latencies latencies;

    void add(std::int64_t at_ms, double ms, std::uint32_t n = 1);
  };
  struct SourceFigures {
    std::int64_t at_ms = 0;
    std::string result, error;
    std::size_t links = 0, fresh = 0;
  };
  struct OutletFigures {
    pipeline::OutletPtr outlet;
    std::int64_t last_article_ms = 0;
    PerHour per_hour;
    std::map<std::string, std::int64_t> outcomes;
    std::deque<bool> by_rules;  // of the last articles read
    std::map<std::string, DriftView> drift;
    std::map<std::string, SourceFigures> sources;
  };

  StageFigures& stage(events::Stage which) { return stages_[events::index_of(which)]; }
  void count_article(OutletFigures& outlet, const events::LinkFinished& event);
  void tell(const OutletFigures& outlet, const events::LinkFinished& event);
  [[nodiscard]] static std::int64_t now_ms();

  Board& board_;
  std::array<StageFigures, events::kStages> stages_;
  std::map<std::string, std::int64_t> totals_;
  std::map<std::string, OutletFigures> outlets_;
};

}  // namespace rawi::admin
