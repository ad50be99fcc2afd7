// Coroutines of the pipeline's thread: a link's way, written as one function although it waits for the
// network and for other threads.
#pragma once

#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
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

// `T value = co_await Async<T>(start)`: calls start(resume), suspends, and goes on where resume(T) is called:
// once, on the loop's thread, at once or later. Where every copy of `resume` is dropped uncalled, the
// coroutine is destroyed where it waits.
template <class T>
class Async {
 public:
  using Resume = std::function<void(T)>;
  explicit Async(std::function<void(Resume)> start) : start_(std::move(start)) {}

  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> handle) {
    const auto waiting = std::make_shared<Waiting>(handle);
    start_([this, waiting](T value) {
      value_.emplace(std::move(value));
      if (std::exchange(waiting->handle, nullptr) && waiting->suspended) resume_of(handle_);
    });
    handle_ = handle;
    waiting->suspended = true;
    return waiting->handle != nullptr;  // else resumed before start returned: do not suspend at all
  }
  T await_resume() { return std::move(*value_); }

 private:
  struct Waiting {
    explicit Waiting(std::coroutine_handle<> h) : handle(h) {}
    ~Waiting() {
      if (handle) handle.destroy();
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    std::coroutine_handle<> handle;  // null once resumed
    bool suspended = false;
  };
  static void resume_of(std::coroutine_handle<> handle) { handle.resume(); }

  std::function<void(Resume)> start_;
  std::coroutine_handle<> handle_;
  std::optional<T> value_;
};

}  // namespace rawi::pipeline
