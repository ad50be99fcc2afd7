// The real Apache Kafka of kafka.sh, for GoogleTest programs.
#pragma once

#include <memory>
#include <string>

namespace rawi::testing {

class KafkaBroker {
 public:
  // The one of this ctest run; started here where ctest did not (a test program run by hand). Do not stop it.
  static KafkaBroker& shared();

  struct Own {
    bool acl = false;  // user guest may do nothing without ACLs
  };
  // One of the test's own, to stop and kill: in a temporary folder, gone with the object or with this
  // process.
  explicit KafkaBroker(Own options);
  ~KafkaBroker();
  KafkaBroker(const KafkaBroker&) = delete;
  KafkaBroker& operator=(const KafkaBroker&) = delete;

  void start();  // same data and ports as before
  void stop();
  void kill();
  // Runs one of Kafka's own tools; returns whether it succeeded.
  bool tool(const std::string& arguments) const;

  [[nodiscard]] const std::string& bootstrap() const { return bootstrap_; }
  [[nodiscard]] const std::string& sasl_ssl() const { return sasl_ssl_; }
  [[nodiscard]] const std::string& ca_file() const { return ca_file_; }

 private:
  struct Shared {};
  explicit KafkaBroker(Shared);
  void read_env();

  std::string dir_, environment_;
  bool own_ = true;
  std::string bootstrap_, sasl_ssl_, ca_file_;
};

// A name that no other test of this run and no run before uses.
[[nodiscard]] std::string unique_name(const std::string& stem);

}  // namespace rawi::testing
