//! What comes back to one cell, and to the weights that it reads with, where the example is of some class.
//!
//! | layer | δ = ∂E/∂z | ∂E/∂w |
//! | --- | --- | --- |
//! | dense | ∂E/∂h · f′(z) | x δ |
//! | convolution | ∂E/∂h · f′(z) | Σ x δ over all places of the filter: the same window, over δ |
//! | max-pool | ∂E/∂h, all of which goes to the winner of the window | |
//! | average-pool | ∂E/∂h, an equal share to each of the window | |

use serde::Serialize;

use super::cell::{filter, incoming};
use super::trace::Trace;
use crate::error::{Result, in_list};
use crate::network::Model;
use crate::pieces::layer::Layer;

/// What came back to a cell, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(tsify::Tsify))]
pub struct CellBack {
    /// E of the example.
    pub error: f64,
    /// ∂E/∂h; none for an output, whose δ follows from the loss at once.
    pub dh: Option<f32>,
    /// f′(z), where the layer has an activation.
    pub slope: Option<f32>,
    /// ∂E/∂z; of an input ∂E/∂x.
    pub delta: f32,
}

/// What comes back from a class that the example is said to be of, in buffers that are used again.
#[derive(Default)]
pub struct WayBack {
    /// ∂E/∂w of the weights that the last cell read with, in the order of its inputs; empty where there are none.
    pub gradient: Vec<f32>,
    targets: Vec<f32>,
}

impl WayBack {
    /// Goes back from `class` through the pass of `trace`, to value `index` of a level.
    pub fn read(
        &mut self,
        model: Model,
        trace: &mut Trace,
        class: usize,
        (level, index): (usize, usize),
    ) -> Result<CellBack> {
        in_list("The class", class, model.outputs())?;
        self.targets.clear();
        let of = |k| f32::from(u8::from(k == class));
        self.targets.extend((0..model.outputs()).map(of));
        trace.clear_gradient(&model);
        let error = trace.run_back(model, &self.targets, 1.0)?;
        let levels = trace.levels_of_one(&model)?;
        in_list("The level", level, levels.len())?;
        let here = &levels[level];
        in_list("The cell", index, here.h.len())?;
        self.gradient.clear();
        let dh = here.dh.get(index).copied();
        let Some(layer) = level.checked_sub(1).map(|l| &model.layers()[l]) else {
            let delta = dh.unwrap_or_default();
            return Ok(CellBack {
                error,
                delta,
                ..CellBack::default()
            });
        };
        self.read_gradient(layer, trace.gradient(), index);
        Ok(CellBack {
            error,
            dh,
            slope: dh.and_then(|_| Some(layer.activation()?.slope(here.h[index]))),
            delta: here.delta[index],
        })
    }

    fn read_gradient(&mut self, layer: &Layer, gradient: &[f32], index: usize) {
        match layer {
            Layer::Dense(layer) => self.gradient.extend(incoming(layer, gradient, index)),
            Layer::Convolution(layer) => {
                let channel = index % layer.output.channels;
                self.gradient.extend(filter(layer, gradient, channel));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::HiddenLayer;
    use crate::insight::trace::tests::{MAX, Made, network, stack};
    use crate::network::Workspace;
    use crate::pieces::activation::Activation;
    use crate::pieces::signals::Input;

    /// As [`stack`], without dropout, which a pass in training draws.
    fn plain() -> Made {
        let activation = Activation::Tanh;
        let (channels, kernel, stride, padding) = (4, 3, 1, 1);
        let convolution = HiddenLayer::Convolution {
            channels,
            kernel,
            stride,
            padding,
            activation,
        };
        let units = 9;
        network(&[
            convolution.clone(),
            MAX,
            convolution,
            HiddenLayer::Dense { units, activation },
        ])
    }

    #[test]
    fn the_weights_of_a_cell_have_the_gradient_that_training_finds() {
        let made = plain();
        let model = made.model();
        let x: Vec<f32> = (0..144).map(|i| (i as f32 * 0.7).sin().abs()).collect();
        let t: Vec<f32> = (0..10).map(|k| f32::from(u8::from(k == 4))).collect();
        let mut expected = vec![0.0; model.parameter_count()];
        let mut workspace = Workspace::new(model.network);
        model.accumulate_gradient(Input::Rows(&x), &t, 1.0, &mut expected, &mut workspace);
        let (mut trace, mut back) = (Trace::default(), WayBack::default());
        trace.run(model, &x).unwrap();
        for (level, index) in [(1, 5), (1, 575), (3, 13), (4, 2), (5, 4)] {
            back.read(model, &mut trace, 4, (level, index)).unwrap();
            let own = &expected[model.layers()[level - 1].weights()];
            let expected: Vec<f32> = match &model.layers()[level - 1] {
                Layer::Dense(layer) => own
                    .iter()
                    .skip(index)
                    .step_by(layer.outputs)
                    .copied()
                    .collect(),
                _ => own
                    .chunks(own.len() / 4)
                    .nth(index % 4)
                    .unwrap_or_default()
                    .to_vec(),
            };
            assert_eq!(back.gradient.len(), expected.len());
            for (own, expected) in back.gradient.iter().zip(expected) {
                assert!((own - expected).abs() < 1e-5, "{level} {own} {expected}");
            }
        }
    }

    #[test]
    fn delta_is_what_comes_back_times_the_slope() {
        let made = stack(MAX);
        let (mut trace, mut back) = (Trace::default(), WayBack::default());
        trace.run(made.model(), &[0.4; 144]).unwrap();
        for level in 1..8 {
            let cell = back.read(made.model(), &mut trace, 2, (level, 1)).unwrap();
            if let (Some(dh), Some(slope)) = (cell.dh, cell.slope) {
                assert!((dh * slope - cell.delta).abs() < 1e-6);
            }
        }
        assert!(back.read(made.model(), &mut trace, 10, (1, 0)).is_err());
        assert!(back.read(made.model(), &mut trace, 1, (9, 0)).is_err());
    }
}
