// Errors are values. Everything that can fail for a reason the caller may act on returns a Result.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace rawi {

enum class Errc {
  bad_input,    // the caller's text, file or bytes are not what they should be
  unsupported,  // understood, and deliberately not done
  too_large,    // a bound on size, depth, count or time was reached
  not_found,
  io,       // the operating system refused: disk, permission, descriptor
  network,  // could not reach the other side, or it broke off
  timeout,
  refused,  // policy said no: robots, private address, authorization
  corrupt,  // our own stored state is not what we wrote
  busy,     // try again later; nothing was done
  fenced,   // another live instance owns this identity
  internal,
};

[[nodiscard]] std::string_view to_string(Errc code);

// `message` names the thing (file, line, key, URL) and says what would be right; it is shown to people as it
// is.
struct Error {
  Errc code = Errc::internal;
  std::string message;

  // "while reading X: " + message; the code stays.
  [[nodiscard]] Error within(std::string_view context) const;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace rawi
