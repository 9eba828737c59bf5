//! Which inputs spoke for a class, and which against it.
//!
//! The gradient ∂z_c/∂x of the logit of class c says what a little more of each input would do (Simonyan et al. 2014);
//! gradient × input, x_i ∂z_c/∂x_i, what each input does as it is (Shrikumar et al. 2016). For a linear model the gradient is
//! w_c and the products add up, with the bias, to the logit: Σ w_i x_i + b = z_c.

use serde::Serialize;

use super::trace::Trace;
use crate::error::{Result, in_range};
use crate::network::{Model, Network};
use crate::pieces::layer::Layer;
use crate::pieces::room::Room;
use crate::pieces::signals::{Backward, Input};

/// The evidence for one class at a time, in buffers that are used again.
#[derive(Default)]
pub struct Saliency {
    /// The layers that the buffers were made for.
    layers: Vec<Layer>,
    rooms: Vec<Room>,
    /// ∂z_c/∂h, level by level; that of level 0 is the gradient.
    deltas: Vec<Vec<f32>>,
    /// What the layers add to the gradient by the parameters, which nobody asks for here.
    unused: Vec<f32>,
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
    pub fn explain(&mut self, model: Model, trace: &Trace, class: usize) -> Result<Evidence> {
        let last = model.outputs() - 1;
        in_range("The class", class as f64, 0.0, last as f64)?;
        let levels = trace.levels(&model)?;
        if self.layers != model.layers() {
            *self = Self::of(&model);
        }
        self.send_back(model, trace, class)?;
        let (gradient, x) = (&self.deltas[0], &levels[0].h);
        self.products.clear();
        self.products
            .extend(gradient.iter().zip(x).map(|(g, x)| g * x));
        let (output, sum) = (&levels[levels.len() - 1], total(&self.products));
        Ok(Evidence {
            sum,
            rest: output.z[class] - sum,
            logit: output.z[class],
            output: output.h[class],
            largest_gradient: largest_magnitude(gradient),
            largest_product: largest_magnitude(&self.products),
        })
    }

    /// ∂z_c/∂x `[inputs]` of the last explanation.
    pub fn gradient(&self) -> &[f32] {
        self.deltas.first().map_or(&[], |gradient| gradient)
    }

    /// x ∂z_c/∂x `[inputs]` of the last explanation.
    pub fn products(&self) -> &[f32] {
        &self.products
    }

    fn of(network: &Network) -> Self {
        let layers = network.layers().to_vec();
        let values = layers.iter().map(Layer::outputs);
        let sizes = [network.inputs()].into_iter().chain(values);
        Self {
            rooms: layers.iter().map(Layer::room).collect(),
            deltas: sizes.map(|values| vec![0.0; values]).collect(),
            unused: vec![0.0; network.parameter_count()],
            products: Vec::with_capacity(network.inputs()),
            layers,
        }
    }

    /// From 1 at the logit of `class` back to the input, layer by layer.
    fn send_back(&mut self, model: Model, trace: &Trace, class: usize) -> Result<()> {
        let levels = trace.levels(&model)?;
        self.unused.fill(0.0);
        let outputs = &mut self.deltas[self.layers.len()];
        outputs.fill(0.0);
        outputs[class] = 1.0;
        for (l, layer) in self.layers.iter().enumerate().rev() {
            let (before, here) = self.deltas.split_at_mut(l + 1);
            let signals = Backward {
                batch: 1,
                x: Input::Rows(&levels[l].h),
                h: &levels[l + 1].h,
                kept: &levels[l + 1].kept,
                d: &mut here[0],
                dx: Some(&mut before[l]),
            };
            let room = &mut self.rooms[l];
            layer.backward(model.parameters, &mut self.unused, signals, room);
        }
        Ok(())
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
            let evidence = saliency.explain(model, &trace, class).unwrap();
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
        let mut said = |trace: &Trace, class| {
            let refused = saliency.explain(made.model(), trace, class);
            refused.unwrap_err().to_string()
        };
        assert!(said(&trace, 0).contains("trace an example first"));
        trace.run(made.model(), &picture()).unwrap();
        assert_eq!(
            said(&trace, 10),
            "The class must be a number from 0 to 9, but it is 10."
        );
    }
}
