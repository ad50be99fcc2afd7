// What one field's rules find on a page.
#pragma once

#include <string>
#include <vector>

#include "connectors/outlet/outlet.h"
#include "connectors/page/document.h"

namespace rawi::extract {

// Whether the page has any of the elements that the rules name, whatever is made of them.
[[nodiscard]] bool has_elements(const page::Document& doc, const outlet::FieldRules& rules);

// Every value of the first way that yields one: published text, in document order, without repetitions.
[[nodiscard]] std::vector<std::string> rule_values(const page::Document& doc,
                                                   const outlet::FieldRules& rules);

}  // namespace rawi::extract
