rawi_fuzz(robots SOURCES robots.cc LINKS rawi::fetch SEEDS ${CMAKE_CURRENT_SOURCE_DIR}/seeds/robots)
