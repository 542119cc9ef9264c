//! Figures beside their limits, for the benches that are gates: they fail when one is passed.

/// What is printed, and whether a limit was passed.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    passed: Vec<String>,
}

#[expect(clippy::print_stdout, reason = "a bench prints what it measures")]
impl Limits {
    pub(crate) fn ratio(&mut self, name: &str, ratio: f64, limit: f64) {
        self.line(name, ratio, limit, "");
    }

    pub(crate) fn milliseconds(&mut self, name: &str, figure: f64, limit: f64) {
        self.line(name, figure, limit, " ms");
    }

    pub(crate) fn count(&mut self, name: &str, figure: usize, limit: usize) {
        self.line(name, figure as f64, limit as f64, "");
    }

    fn line(&mut self, name: &str, figure: f64, limit: f64, unit: &str) {
        let verdict = if figure <= limit { "holds" } else { "TOO MUCH" };
        println!("  = {name:48} {figure:8.2}{unit}  (limit {limit}{unit}) {verdict}");
        if figure > limit {
            self.passed.push(name.to_owned());
        }
    }

    pub(crate) fn end(self) {
        if !self.passed.is_empty() {
            println!("over their limits: {}", self.passed.join("; "));
            std::process::exit(1);
        }
    }
}
