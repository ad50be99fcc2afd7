rawi_fuzz(outlet_file
  SOURCES outlet_file.cc
  LINKS rawi::outlet rawi::extract
  SEEDS ${CMAKE_CURRENT_SOURCE_DIR}/seeds/outlet_file)
