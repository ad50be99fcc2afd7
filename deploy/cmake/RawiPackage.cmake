# What is installed where, and the Debian package made of it: `cmake --build … --target deb`.
include(GNUInstallDirs)
# Installing needs the program and its documentation, not every test.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY TRUE)

set(made ${CMAKE_BINARY_DIR}/deploy)
file(MAKE_DIRECTORY ${made})
# rawi_page(FILE PAGE): what `rawi docs PAGE` prints, compressed as Debian wants it.
function(rawi_page file page)
  add_custom_command(OUTPUT ${made}/${file}.gz
    COMMAND rawi docs ${page} > ${made}/${file}
    COMMAND gzip -9nf ${made}/${file}
    DEPENDS rawi VERBATIM)
endfunction()
rawi_page(rawi.1 man)
rawi_page(rawi.yaml.5 config-man)
add_custom_command(OUTPUT ${made}/rawi.bash COMMAND rawi docs completion > ${made}/rawi.bash DEPENDS rawi VERBATIM)
add_custom_command(OUTPUT ${made}/changelog.gz
  COMMAND gzip -9nc ${CMAKE_SOURCE_DIR}/deploy/debian/changelog > ${made}/changelog.gz
  DEPENDS deploy/debian/changelog VERBATIM)
add_custom_target(install_files ALL
  DEPENDS ${made}/rawi.1.gz ${made}/rawi.yaml.5.gz ${made}/rawi.bash ${made}/changelog.gz)
add_dependencies(install_files rawi)
# A daemon that reads strangers' pages: no relocation stays writable.
target_link_options(rawi PRIVATE LINKER:-z,relro,-z,now)

set(doc ${CMAKE_INSTALL_DATADIR}/doc/rawi)
install(TARGETS rawi RUNTIME)
install(FILES ${made}/rawi.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${made}/rawi.yaml.5.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
install(FILES ${made}/rawi.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME rawi)
install(DIRECTORY config/schema DESTINATION ${CMAKE_INSTALL_DATADIR}/rawi FILES_MATCHING PATTERN *.json)
install(FILES deploy/rawi.service DESTINATION lib/systemd/system)
install(FILES deploy/rawi.sysusers DESTINATION lib/sysusers.d RENAME rawi.conf)
install(FILES deploy/rawi.tmpfiles DESTINATION lib/tmpfiles.d RENAME rawi.conf)
install(FILES deploy/debian/copyright ${made}/changelog.gz deploy/RUNBOOK.md DESTINATION ${doc})
install(FILES config/outlets/README.md DESTINATION ${doc} RENAME outlets.md)
install(FILES deploy/rawi.lintian DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME rawi)
install(DIRECTORY deploy/prometheus deploy/grafana deploy/examples/ DESTINATION ${doc}/examples OPTIONAL
  FILES_MATCHING PATTERN *.json PATTERN *.yaml PATTERN *.yml PATTERN *.conf PATTERN *.test.yml EXCLUDE)
# Where the program looks, whatever the prefix is.
install(FILES config/rawi.yaml DESTINATION /etc/rawi)
install(DIRECTORY config/outlets DESTINATION /etc/rawi PATTERN README.md EXCLUDE)

# Every file below /etc is the operator's: dpkg asks before it takes a changed one's place.
file(GLOB_RECURSE configuration RELATIVE ${CMAKE_SOURCE_DIR}/config CONFIGURE_DEPENDS
  config/rawi.yaml config/outlets/*.yaml config/outlets/samples/*)
list(TRANSFORM configuration PREPEND /etc/rawi/)
list(JOIN configuration "\n" configuration)
file(WRITE ${made}/conffiles "${configuration}\n")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME rawi)
set(RAWI_PACKAGE_CONTACT "The Rawi developers <rawi@localhost>" CACHE STRING "Maintainer of the Debian package: name <address>")
set(CPACK_PACKAGE_CONTACT "${RAWI_PACKAGE_CONTACT}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "reads Arabic news sites and tells each article to Kafka once")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Rawi finds new pages by feeds, sitemaps and listings, fetches them politely,
reads title, text, date and authors with and without rules for the site, tells
new from changed from repeated, and publishes each article exactly once, also
across crashes, broker restarts and full disks.")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, systemd | systemd-standalone-sysusers, systemd | systemd-standalone-tmpfiles")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "kcat")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_SOURCE_DIR}/deploy/debian/postinst ${CMAKE_SOURCE_DIR}/deploy/debian/prerm ${CMAKE_SOURCE_DIR}/deploy/debian/postrm
  ${made}/conffiles)
include(CPack)

add_custom_target(deb
  COMMAND ${CMAKE_CPACK_COMMAND} -G DEB --config ${CMAKE_BINARY_DIR}/CPackConfig.cmake -B ${CMAKE_BINARY_DIR}
  DEPENDS install_files USES_TERMINAL VERBATIM)
