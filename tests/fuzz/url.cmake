rawi_fuzz(url SOURCES url.cc LINKS rawi::url SEEDS ${CMAKE_CURRENT_SOURCE_DIR}/seeds/url)
