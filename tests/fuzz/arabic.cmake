foreach(target IN ITEMS normalize dates language)
  rawi_fuzz(arabic_${target}
    SOURCES ${CMAKE_CURRENT_LIST_DIR}/arabic_${target}.cc
    LINKS rawi::arabic
    SEEDS ${CMAKE_CURRENT_LIST_DIR}/seeds/arabic_${target})
endforeach()
