// A picture that is redrawn in place on a terminal; elsewhere plain lines.
#pragma once

#include <termios.h>

#include <optional>
#include <string>
#include <vector>

namespace rawi::cli {

class Terminal {
 public:
  // Takes keys one by one and hides the cursor, where stdin and stdout are a terminal.
  Terminal();
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  [[nodiscard]] bool live() const { return saved_.has_value(); }
  [[nodiscard]] std::size_t rows() const;  // 0: no bound
  // False: nobody reads any more.
  [[nodiscard]] bool show(const std::vector<std::string>& lines);
  // Until it is time for the next picture. False: the user pressed q, Ctrl-C or Ctrl-D.
  [[nodiscard]] bool wait(int ms);

 private:
  std::optional<termios> saved_;
};

}  // namespace rawi::cli
