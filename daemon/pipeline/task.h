// Coroutines of the pipeline's thread: a link's way, written as one function although it waits for the
// network and for other threads.
#pragma once

#include <coroutine>
#include <exception>
#include <functional>
#include <optional>
#include <utility>

namespace rawi::pipeline {

// A coroutine that starts at once, runs on the loop's thread, and frees itself at its end. Nobody waits for
// it.
struct Task {
  struct promise_type {
    Task get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    // Stages return errors as values; an exception here is std::bad_alloc or a defect, and going on would
    // break promises.
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

// `T value = co_await Async<T>(start)`: calls start(resume), suspends, and goes on where resume(T) is called.
// `resume` may be called before `start` returns; it must be called on the loop's thread, once. Where it never
// is (the process ends), the coroutine's frame is left to the operating system.
template <class T>
class Async {
 public:
  using Resume = std::function<void(T)>;
  explicit Async(std::function<void(Resume)> start) : start_(std::move(start)) {}

  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> handle) {
    start_([this, handle](T value) {
      value_.emplace(std::move(value));
      if (started_) handle.resume();
    });
    started_ = true;
    return !value_.has_value();  // resumed before start returned: do not suspend at all
  }
  T await_resume() { return std::move(*value_); }

 private:
  std::function<void(Resume)> start_;
  std::optional<T> value_;
  bool started_ = false;
};

}  // namespace rawi::pipeline
