# Every third-party library behind one name, rawi::dep::NAME, so that a folder's CMakeLists.txt says
# at a glance which doors it opens. All are Debian 12 packages (deploy/packages.txt).
find_package(PkgConfig REQUIRED)

function(rawi_pkg name module)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${module})
  add_library(rawi_dep_${name} INTERFACE)
  target_link_libraries(rawi_dep_${name} INTERFACE PkgConfig::${name})
  add_library(rawi::dep::${name} ALIAS rawi_dep_${name})
endfunction()

rawi_pkg(curl libcurl)
rawi_pkg(gumbo gumbo)
rawi_pkg(icu "icu-uc;icu-i18n")
rawi_pkg(rdkafka rdkafka)
rawi_pkg(sqlite sqlite3)
rawi_pkg(yaml yaml-cpp)
rawi_pkg(xml libxml-2.0)
rawi_pkg(psl libpsl)
rawi_pkg(idn libidn2)
rawi_pkg(uuid uuid)
rawi_pkg(zlib zlib)
rawi_pkg(xxhash libxxhash)
rawi_pkg(systemd libsystemd)
rawi_pkg(spdlog spdlog)
rawi_pkg(fmt fmt)
rawi_pkg(re2 re2)

find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(prometheus-cpp REQUIRED CONFIG COMPONENTS core)
find_package(tl-expected REQUIRED)

add_library(rawi_dep_json INTERFACE)
target_link_libraries(rawi_dep_json INTERFACE nlohmann_json::nlohmann_json)
add_library(rawi::dep::json ALIAS rawi_dep_json)

add_library(rawi_dep_expected INTERFACE)
target_link_libraries(rawi_dep_expected INTERFACE tl::expected)
add_library(rawi::dep::expected ALIAS rawi_dep_expected)

add_library(rawi_dep_prometheus INTERFACE)
target_link_libraries(rawi_dep_prometheus INTERFACE prometheus-cpp::core)
add_library(rawi::dep::prometheus ALIAS rawi_dep_prometheus)

add_library(rawi_dep_civetweb INTERFACE)
target_link_libraries(rawi_dep_civetweb INTERFACE civetweb)
add_library(rawi::dep::civetweb ALIAS rawi_dep_civetweb)

find_package(CLI11 REQUIRED)
add_library(rawi_dep_cli11 INTERFACE)
target_link_libraries(rawi_dep_cli11 INTERFACE CLI11::CLI11)
add_library(rawi::dep::cli11 ALIAS rawi_dep_cli11)

# Debian's libcld2 leaves symbols of its data library unresolved and states no dependency on it, so
# the linker has to be told to keep both and to let them find each other at load time.
add_library(rawi_dep_cld2 INTERFACE)
target_link_options(rawi_dep_cld2 INTERFACE -Wl,--no-as-needed,--allow-shlib-undefined)
target_link_libraries(rawi_dep_cld2 INTERFACE cld2_full cld2)
add_library(rawi::dep::cld2 ALIAS rawi_dep_cld2)
