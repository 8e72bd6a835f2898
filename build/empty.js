// Stands in for optional packages that a bundle must not contain (react-devtools-core).
export default {};
