//! Which inputs spoke for a class, and which against it.
//!
//! The gradient ∂z_c/∂x of the logit of class c says what a little more of each input would do (Simonyan et al. 2014);
//! gradient × input, x_i ∂z_c/∂x_i, what each input does as it is (Shrikumar et al. 2016). For a linear model the gradient is
//! w_c and the products add up, with the bias, to the logit: Σ w_i x_i + b = z_c.

use serde::Serialize;

use super::trace::Trace;
use crate::error::{Result, in_range};
use crate::network::Model;

/// The evidence for one class at a time, in buffers that are used again.
#[derive(Default)]
pub struct Saliency {
    gradient: Vec<f32>,
    products: Vec<f32>,
}

/// What the inputs and the rest of the network say for a class.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// Σ x_i ∂z_c/∂x_i.
    pub sum: f32,
    /// What is left of the logit: the bias of a linear model, else what all biases and bends add.
    pub rest: f32,
    /// z_c.
    pub logit: f32,
    /// y_c.
    pub output: f32,
    /// The largest |∂z_c/∂x_i|.
    pub largest_gradient: f32,
    /// The largest |x_i ∂z_c/∂x_i|.
    pub largest_product: f32,
}

impl Saliency {
    /// The evidence for `class` in the example that went through `trace` last, with the weights of that moment.
    pub fn explain(&mut self, model: Model, trace: &mut Trace, class: usize) -> Result<Evidence> {
        let last = model.outputs() - 1;
        in_range("The class", class as f64, 0.0, last as f64)?;
        trace.run_back_from_logit(model, class)?;
        let levels = trace.levels_of_one(&model)?;
        let (input, output) = (&levels[0], &levels[levels.len() - 1]);
        self.gradient.clone_from(&input.dh);
        self.products.clear();
        self.products
            .extend(input.dh.iter().zip(&input.h).map(|(g, x)| g * x));
        let sum = total(&self.products);
        Ok(Evidence {
            sum,
            rest: output.z[class] - sum,
            logit: output.z[class],
            output: output.h[class],
            largest_gradient: largest_magnitude(&self.gradient),
            largest_product: largest_magnitude(&self.products),
        })
    }

    /// ∂z_c/∂x `[inputs]` of the last explanation.
    pub fn gradient(&self) -> &[f32] {
        &self.gradient
    }

    /// x ∂z_c/∂x `[inputs]` of the last explanation.
    pub fn products(&self) -> &[f32] {
        &self.products
    }
}

/// Σ of values, in double precision.
fn total(values: &[f32]) -> f32 {
    values.iter().map(|&value| f64::from(value)).sum::<f64>() as f32
}

fn largest_magnitude(values: &[f32]) -> f32 {
    values.iter().map(|value| value.abs()).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::trace::tests::{MAX, network, picture, stack};

    #[test]
    fn a_linear_model_adds_up_to_its_logit() {
        let (made, mut trace, mut saliency) = (network(&[]), Trace::default(), Saliency::default());
        let model = made.model();
        trace.run(model, &picture()).unwrap();
        let layer = &model.layers()[0];
        for class in 0..10 {
            let evidence = saliency.explain(model, &mut trace, class).unwrap();
            let template = model.parameters[layer.weights()].iter().skip(class);
            assert!(saliency.gradient().iter().eq(template.step_by(10)));
            let bias = model.parameters[layer.biases()][class];
            assert!((evidence.rest - bias).abs() < 1e-5, "{evidence:?} {bias}");
            assert_eq!(evidence.sum, total(saliency.products()));
        }
    }

    #[test]
    fn an_unknown_class_and_an_empty_trace_are_refused_in_words() {
        let (made, mut trace, mut saliency) = (stack(MAX), Trace::default(), Saliency::default());
        let mut refusal = |trace: &mut Trace, class| {
            let refused = saliency.explain(made.model(), trace, class);
            refused.unwrap_err().to_string()
        };
        assert!(refusal(&mut trace, 0).contains("trace an example first"));
        trace.run(made.model(), &picture()).unwrap();
        assert_eq!(
            refusal(&mut trace, 10),
            "The class must be a number from 0 to 9, but it is 10."
        );
    }
}
