foreach(target IN ITEMS page jsonld)
  rawi_fuzz(extract_${target}
    SOURCES ${CMAKE_CURRENT_LIST_DIR}/extract_${target}.cc
    LINKS rawi::extract
    SEEDS ${CMAKE_CURRENT_LIST_DIR}/seeds/extract_${target})
endforeach()
