// Stands in for cli-spinners: the two that are used, instead of some eighty that every start would load.
const dots = { interval: 80, frames: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] };
const line = { interval: 130, frames: ['-', '\\', '|', '/'] };

export default { dots, line };
