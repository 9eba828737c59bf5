//! `Race` for JavaScript: what one sees of models of points beside their boundaries.

use js_sys::{Float32Array, Uint32Array};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

use super::config::read;
use super::race::{Race, to_js};
use super::view;
use crate::error::{Error, Result, in_range};
use crate::insight::hidden_space::{self, HiddenSpace};
use crate::insight::hill::{self, Ground, Height, Hill, check_parameters};
use crate::insight::outcomes::{Outcome, Outcomes, cost_curves, curve, error_curves};
use crate::insight::parameter_names::parameter_names;
use crate::insight::update::{Arrows, Update};
use crate::trainer::contender::Contender;

/// Buffers of the views, one of each kind.
#[derive(Default)]
pub struct Seeing {
    hill: Hill,
    outcomes: Outcomes,
    /// Numbers that were asked for last.
    numbers: Vec<f32>,
    space: HiddenSpace,
    update: Update,
}

/// The hill that is shown.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct HillSummary {
    /// Places on a side of the grid.
    pub side: usize,
    /// Lowest and highest value of the first parameter, to the right, and of the second, upwards.
    pub across: [f32; 2],
    pub up: [f32; 2],
    pub height: Height,
    /// Heights for contours, rising.
    pub levels: Vec<f32>,
}

/// The picture of the last hidden layer.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SpaceSummary {
    /// Values of the layer; 0 where there is none, and the inputs are shown.
    pub units: usize,
    /// Lines in each direction, places on each, and cells on a side of the shading.
    pub lines: usize,
    pub places: usize,
    pub side: usize,
    /// The square that is shown: its middle and half its side.
    pub middle: [f32; 2],
    pub half: f32,
    /// Shares of the variance along both axes, where these are principal components.
    pub shares: Option<Vec<f32>>,
}

/// What one model makes of one point.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct PointOutcome {
    /// Logits and outputs, one or one for each class.
    pub z: Vec<f32>,
    pub y: Vec<f32>,
    /// E by the loss that the model is trained with.
    pub error: f32,
    pub wrong: bool,
}

#[wasm_bindgen]
impl Race {
    /// A name for each parameter of a model.
    #[wasm_bindgen(js_name = parameterNames)]
    pub fn parameter_names(&self, model: usize) -> std::result::Result<Vec<String>, JsError> {
        let network = self.core.contender(model)?.trainer.network();
        Ok(parameter_names(network))
    }

    /// What can be the height of a model's hill.
    #[wasm_bindgen(unchecked_return_type = "Height[]")]
    pub fn heights(&self, model: usize) -> std::result::Result<JsValue, JsError> {
        let network = self.core.contender(model)?.trainer.network();
        Ok(to_js(&Height::of(network)))
    }

    /// The models with the same layers as `model`, itself among them: their paths are on one hill.
    #[wasm_bindgen(js_name = onOneHill)]
    pub fn on_one_hill(&self, model: usize) -> std::result::Result<Vec<u32>, JsError> {
        let like = self.core.contender(model)?;
        let models = self.core.contenders().iter().zip(0..);
        let same = models.filter(|(other, _)| are_alike(like, other));
        Ok(same.map(|(_, number)| number).collect())
    }

    /// A piece of work, of less than a millisecond, on the hill about a model over two of its parameters. `true` when there is
    /// another hill to be seen.
    #[wasm_bindgen(js_name = advanceHill)]
    pub fn advance_hill(
        &mut self,
        model: usize,
        first: usize,
        second: usize,
        #[wasm_bindgen(unchecked_param_type = "Height")] height: JsValue,
    ) -> std::result::Result<bool, JsError> {
        let ground = self.ground(model, (first, second), read(height)?)?;
        let trainer = &self.core.contender(model)?.trainer;
        let (seen, data) = (trainer.model(), trainer.data());
        Ok(self.seeing.hill.advance(seen, data, ground)?)
    }

    /// Whether the hill that is shown is that of the present weights, paths and data.
    #[wasm_bindgen(js_name = isHillCurrent)]
    pub fn is_hill_current(
        &self,
        model: usize,
        first: usize,
        second: usize,
        #[wasm_bindgen(unchecked_param_type = "Height")] height: JsValue,
    ) -> std::result::Result<bool, JsError> {
        let ground = self.ground(model, (first, second), read(height)?)?;
        let trainer = &self.core.contender(model)?.trainer;
        let (seen, data) = (trainer.model(), trainer.data());
        Ok(self.seeing.hill.is_current(seen, data, &ground))
    }

    /// The hill that is shown; null before the first.
    #[wasm_bindgen(unchecked_return_type = "HillSummary | null")]
    pub fn hill(&self) -> JsValue {
        let hill = &self.seeing.hill;
        to_js(&hill.ground().map(|ground| HillSummary {
            side: hill::SIDE,
            across: ground.across,
            up: ground.up,
            height: ground.height,
            levels: hill.levels(),
        }))
    }

    /// View `[side, side]`: the heights of the hill that is shown, means over the training examples, the highest second parameter
    /// first.
    #[wasm_bindgen(js_name = hillHeights)]
    pub fn hill_heights(&self) -> Float32Array {
        view::floats(self.seeing.hill.heights())
    }

    /// View `[n, 2]`: the way that two parameters of a model have come, step by step; the last place is the present one.
    pub fn path(
        &mut self,
        model: usize,
        first: usize,
        second: usize,
    ) -> std::result::Result<Float32Array, JsError> {
        let trainer = &self.core.contender(model)?.trainer;
        check_parameters(trainer.network(), [first, second])?;
        let path = &mut self.seeing.numbers;
        path.clear();
        path.extend(trainer.way(first, second).flatten());
        Ok(view::floats(path))
    }

    /// View `[count, 8]` of each point, training points first, for one class against the others (with one output, for class 1): z,
    /// y, t, E by the model's loss, what z costs a single unit (the cross-entropy, where y is a probability), ½ (y − t)², y − t,
    /// and 1 where the model takes it from or for this class by mistake.
    pub fn outcomes(
        &mut self,
        model: usize,
        class: usize,
    ) -> std::result::Result<Float32Array, JsError> {
        let seen = self.core.contender(model)?.trainer.model();
        let found = self.seeing.outcomes.read(seen, self.core.data(), class)?;
        self.seeing.numbers.clear();
        self.seeing.numbers.extend(Outcome::numbers(found));
        Ok(view::floats(&self.seeing.numbers))
    }

    /// What a model makes of one point.
    #[wasm_bindgen(js_name = pointOutcome, unchecked_return_type = "PointOutcome")]
    pub fn point_outcome(
        &mut self,
        model: usize,
        point: usize,
    ) -> std::result::Result<JsValue, JsError> {
        check_point(self.count(), point)?;
        let seen = self.core.contender(model)?.trainer.model();
        let data = self.core.data();
        let class = data.labels().get(point).map_or(0, |&label| label.into());
        let found = self.seeing.outcomes.read(seen, data, class)?[point];
        let (z, y) = self.seeing.outcomes.of_point(point);
        Ok(to_js(&PointOutcome {
            z: z.to_vec(),
            y: y.to_vec(),
            error: found.error,
            wrong: found.wrong > 0.0,
        }))
    }

    /// View: y of a single output of a model at the total inputs z: its S-curve.
    #[wasm_bindgen(js_name = outputCurve)]
    pub fn output_curve(
        &mut self,
        model: usize,
        z: &[f32],
    ) -> std::result::Result<Float32Array, JsError> {
        let loss = self.core.contender(model)?.trainer.network().loss();
        self.seeing.numbers = curve(loss, z);
        Ok(view::floats(&self.seeing.numbers))
    }

    /// View `[2, z]`: what the total inputs z cost a single output of a model for t = 0, then for t = 1.
    #[wasm_bindgen(js_name = costCurves)]
    pub fn cost_curves(
        &mut self,
        model: usize,
        z: &[f32],
    ) -> std::result::Result<Float32Array, JsError> {
        let loss = self.core.contender(model)?.trainer.network().loss();
        self.seeing.numbers = cost_curves(loss, z);
        Ok(view::floats(&self.seeing.numbers))
    }

    /// View `[4, y]`: cross-entropy at the outputs y for t = 0 and for t = 1, then squared error for both.
    #[wasm_bindgen(js_name = errorCurves)]
    pub fn error_curves(&mut self, y: &[f32]) -> Float32Array {
        self.seeing.numbers = error_curves(y);
        view::floats(&self.seeing.numbers)
    }

    /// Pictures the plane as the last hidden layer of a model bends it. What follows tells of this picture, and is to be asked
    /// before the next.
    #[wasm_bindgen(js_name = hiddenSpace, unchecked_return_type = "SpaceSummary")]
    pub fn hidden_space(&mut self, model: usize) -> std::result::Result<JsValue, JsError> {
        let seen = self.core.contender(model)?.trainer.model();
        let space = &mut self.seeing.space;
        space.read(seen, self.core.data())?;
        let (middle, half) = space.frame();
        Ok(to_js(&SpaceSummary {
            units: HiddenSpace::units(&seen),
            lines: hidden_space::LINES,
            places: hidden_space::PLACES,
            side: hidden_space::SIDE,
            middle,
            half,
            shares: space.shares().map(<[f32]>::to_vec),
        }))
    }

    /// View `[count, 2]`: the places of the points in the last `hiddenSpace`.
    #[wasm_bindgen(js_name = spacePlaces)]
    pub fn space_places(&self) -> Float32Array {
        view::floats(self.seeing.space.places())
    }

    /// View `[2 · lines, places, 2]`: the lines x₁ = constant, then x₂ = constant, in the last `hiddenSpace`.
    #[wasm_bindgen(js_name = spaceLines)]
    pub fn space_lines(&self) -> Float32Array {
        view::floats(self.seeing.space.lines())
    }

    /// View `[side, side, outputs]`: the outputs over the last `hiddenSpace`, the top first.
    #[wasm_bindgen(js_name = spaceShading)]
    pub fn space_shading(&self) -> Float32Array {
        view::floats(self.seeing.space.shading())
    }

    /// View `[segments, 4]`: both ends of each straight line where classes meet in the last `hiddenSpace`.
    #[wasm_bindgen(js_name = spaceBoundary)]
    pub fn space_boundary(&self) -> Float32Array {
        view::floats(self.seeing.space.boundary())
    }

    /// View `[parameters]`: the step that a model's optimiser would take now, by one point alone, or, without one, by the next
    /// batch.
    pub fn update(
        &mut self,
        model: usize,
        point: Option<usize>,
    ) -> std::result::Result<Float32Array, JsError> {
        let trainer = &self.core.contender(model)?.trainer;
        let change = match point {
            Some(point) => {
                check_point(self.core.data().count(), point)?;
                self.seeing.update.of(trainer, &[point as u32])
            }
            None => self.seeing.update.of(trainer, trainer.next_examples()),
        };
        Ok(view::floats(change))
    }

    /// View: the numbers of the points that make the next batch of a model.
    #[wasm_bindgen(js_name = nextBatch)]
    pub fn next_batch(&self, model: usize) -> std::result::Result<Uint32Array, JsError> {
        let trainer = &self.core.contender(model)?.trainer;
        Ok(view::integers(trainer.next_examples()))
    }

    /// The arrows of `times` the last update, for a single unit that reads x₁ and x₂; null for other models.
    #[wasm_bindgen(js_name = updateArrows, unchecked_return_type = "Arrows | null")]
    pub fn update_arrows(&self, model: usize, times: f32) -> std::result::Result<JsValue, JsError> {
        let seen = self.core.contender(model)?.trainer.model();
        let arrows: Option<Arrows> = self.seeing.update.arrows(seen, times);
        Ok(to_js(&arrows))
    }

    /// View `[side, side]`: by how much `class` would lead after `times` the last update.
    #[wasm_bindgen(js_name = updateMargin)]
    pub fn update_margin(
        &mut self,
        model: usize,
        times: f32,
        class: usize,
        side: usize,
    ) -> std::result::Result<Float32Array, JsError> {
        in_range("The class", class as f64, 0.0, (self.classes() - 1) as f64)?;
        let seen = self.core.contender(model)?.trainer.model();
        let margin = self.seeing.update.margin(seen, times, class, side)?;
        Ok(view::floats(margin))
    }
}

impl Race {
    /// The ground that holds the paths of a model and of all others with the same layers.
    fn ground(&self, model: usize, axes: (usize, usize), height: Height) -> Result<Ground> {
        let like = self.core.contender(model)?;
        let same = self
            .core
            .contenders()
            .iter()
            .filter(|other| are_alike(like, other));
        let models = same.map(|other| (other.trainer.path(), other.trainer.model()));
        Ground::around(axes, height, models)
    }
}

fn are_alike(one: &Contender, other: &Contender) -> bool {
    one.trainer.network().layers() == other.trainer.network().layers()
}

fn check_point(count: usize, point: usize) -> Result<()> {
    if count == 0 {
        let what = "The list of points".into();
        return Err(Error::Empty { what });
    }
    in_range(
        "The number of the point",
        point as f64,
        0.0,
        (count - 1) as f64,
    )
}
