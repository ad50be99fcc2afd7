// Certificates for the tests: an authority of our own, and what it has signed.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace rawi::fetch {

class Authority {
 public:
  Authority() {
    char name[] = "/tmp/rawi-tls-XXXXXX";
    folder_ = mkdtemp(name);
    const std::string key = " -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    run("openssl req -x509 -subj /CN=ca -days 2" + key + " -keyout ca.key -out ca.pem");
    run("openssl req -x509 -subj /CN=other -days 2" + key + " -keyout other.key -out other.pem");
    run("openssl req -subj /CN=a.example" + key + " -keyout server.key -out server.csr");
    std::ofstream(folder_ / "ext") << "subjectAltName=DNS:a.example,DNS:*.b.example\n";
    run("openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile ext -days 2 -out "
        "good.pem");
    run("openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile ext -days -1 "
        "-out expired.pem");
  }
  ~Authority() { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string file(const char* name) const { return folder_ / name; }

 private:
  void run(const std::string& command) {
    const std::string line = "cd " + folder_.string() + " && " + command + " 2>log";
    if (std::system(line.c_str()) != 0) ADD_FAILURE() << command;
  }
  std::filesystem::path folder_;
};

}  // namespace rawi::fetch
