#include "daemon/service/reload.h"

#include <fstream>
#include <iterator>

#include "connectors/outlet/load.h"
#include "daemon/admin/guard.h"

namespace rawi::service {
namespace {

void add_lines(std::vector<std::string>& out, const std::string& text) {
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    if (end > from) out.push_back(text.substr(from, end - from));
    from = end + 1;
  }
}

}  // namespace

Loaded load_files(const std::string& config_file) {
  Loaded out;
  auto config = config::load(config_file);
  std::string folder;
  if (config) {
    out.config = std::move(*config);
    folder = out.config.outlets_dir;
    if (!out.config.admin.listen.empty()) {
      if (const auto listen = admin::parse_listen(out.config.admin.listen); !listen)
        out.problems.push_back(config_file + ": " + listen.error().message);
    }
  } else {
    add_lines(out.problems, config.error().message);
    // A wrong key elsewhere in the file must not hide what is wrong with the outlets beside it.
    folder = config::outlets_dir_of(config_file);
  }
  if (folder.empty()) return out;
  outlet::OutletFolder outlets = outlet::load_outlets(folder);
  out.problems.insert(out.problems.end(), outlets.problems.begin(), outlets.problems.end());
  out.outlets = std::move(outlets.outlets);
  out.texts = texts_of(out.outlets);
  return out;
}

OutletTexts texts_of(const std::vector<outlet::Outlet>& outlets) {
  OutletTexts out;
  for (const auto& outlet : outlets) {
    std::ifstream in(outlet.file, std::ios::binary);
    out[outlet.id] = outlet.file + "\n" + std::string(std::istreambuf_iterator<char>(in), {});
  }
  return out;
}

OutletDiff compare(const OutletTexts& before, const OutletTexts& after) {
  OutletDiff out;
  for (const auto& [id, text] : after) {
    const auto old = before.find(id);
    if (old == before.end()) {
      out.added.push_back(id);
    } else if (old->second != text) {
      out.changed.push_back(id);
    }
  }
  for (const auto& [id, text] : before) {
    if (!after.contains(id)) out.removed.push_back(id);
  }
  return out;
}

}  // namespace rawi::service
