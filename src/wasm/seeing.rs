//! `Race` for JavaScript: what one sees of models of points beside their boundaries.

use js_sys::{Float32Array, Uint32Array};
use wasm_bindgen::prelude::*;

use super::config::read;
use super::later::hidden_space::SpaceSummary;
use super::later::loss_surface::SurfaceSummary as HillSummary;
use super::later::outcomes::PointOutcome;
use super::race::Race;
use super::to_js::to_js;
use super::view;
use crate::insight::hidden_space::{self, HiddenSpace};
use crate::insight::loss_surface::{self, Extent, Height, LossSurface, check_parameters};
use crate::insight::outcomes::{Outcome, Outcomes, cost_curves, curve, error_curves};
use crate::insight::parameter_names::parameter_names;
use crate::insight::update::{Arrows, Update};

/// Buffers of the views, one of each kind.
#[derive(Default)]
pub struct Seeing {
    hill: LossSurface,
    outcomes: Outcomes,
    /// Numbers that were asked for last.
    numbers: Vec<f32>,
    space: HiddenSpace,
    update: Update,
}

#[wasm_bindgen]
impl Race {
    /// A name for each parameter of a model.
    #[wasm_bindgen(js_name = parameterNames)]
    pub fn parameter_names(&self, model: usize) -> crate::error::Result<Vec<String>> {
        let network = self.core.contender(model)?.trainer.model();
        Ok(parameter_names(&network))
    }

    /// What can be the height of a model's hill.
    #[wasm_bindgen(unchecked_return_type = "Height[]")]
    pub fn heights(&self, model: usize) -> crate::error::Result<JsValue> {
        let network = self.core.contender(model)?.trainer.model();
        Ok(to_js(&Height::of(&network)))
    }

    /// The models with the same layers as `model`, itself among them: their paths are on one hill.
    #[wasm_bindgen(js_name = onOneHill)]
    pub fn on_one_hill(&self, model: usize) -> crate::error::Result<Vec<u32>> {
        super::later::loss_surface::LossSurface::alike(self, model)
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
    ) -> crate::error::Result<bool> {
        let extent = Extent::of(&self.core, model, (first, second), read(height)?)?;
        let trainer = &self.core.contender(model)?.trainer;
        let (network, data) = (trainer.model(), trainer.data());
        self.seeing.hill.advance(network, data, extent)
    }

    /// Whether the hill that is shown is that of the present weights, paths and data.
    #[wasm_bindgen(js_name = isHillCurrent)]
    pub fn is_hill_current(
        &self,
        model: usize,
        first: usize,
        second: usize,
        #[wasm_bindgen(unchecked_param_type = "Height")] height: JsValue,
    ) -> crate::error::Result<bool> {
        let extent = Extent::of(&self.core, model, (first, second), read(height)?)?;
        let trainer = &self.core.contender(model)?.trainer;
        let (network, data) = (trainer.model(), trainer.data());
        Ok(self.seeing.hill.is_current(network, data, &extent))
    }

    /// The hill that is shown; null before the first.
    #[wasm_bindgen(unchecked_return_type = "SurfaceSummary | null")]
    pub fn hill(&self) -> JsValue {
        let hill = &self.seeing.hill;
        to_js(&hill.extent().map(|extent| HillSummary {
            side: loss_surface::SIDE,
            across: extent.across,
            up: extent.up,
            height: extent.height,
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
    ) -> crate::error::Result<Float32Array> {
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
    pub fn outcomes(&mut self, model: usize, class: usize) -> crate::error::Result<Float32Array> {
        let network = self.core.contender(model)?.trainer.model();
        let found = self
            .seeing
            .outcomes
            .read(network, self.core.data(), class)?;
        self.seeing.numbers.clear();
        self.seeing.numbers.extend(Outcome::numbers(found));
        Ok(view::floats(&self.seeing.numbers))
    }

    /// What a model makes of one point.
    #[wasm_bindgen(js_name = pointOutcome, unchecked_return_type = "PointOutcome")]
    pub fn point_outcome(&mut self, model: usize, point: usize) -> crate::error::Result<JsValue> {
        self.core.data().check_example(point)?;
        let network = self.core.contender(model)?.trainer.model();
        let data = self.core.data();
        let class = data.labels().get(point).map_or(0, |&label| label.into());
        let found = self.seeing.outcomes.read(network, data, class)?[point];
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
    pub fn output_curve(&mut self, model: usize, z: &[f32]) -> crate::error::Result<Float32Array> {
        let loss = self.core.contender(model)?.trainer.model().loss();
        self.seeing.numbers = curve(loss, z);
        Ok(view::floats(&self.seeing.numbers))
    }

    /// View `[2, z]`: what the total inputs z cost a single output of a model for t = 0, then for t = 1.
    #[wasm_bindgen(js_name = costCurves)]
    pub fn cost_curves(&mut self, model: usize, z: &[f32]) -> crate::error::Result<Float32Array> {
        let loss = self.core.contender(model)?.trainer.model().loss();
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
    pub fn hidden_space(&mut self, model: usize) -> crate::error::Result<JsValue> {
        let network = self.core.contender(model)?.trainer.model();
        let space = &mut self.seeing.space;
        space.read(network, self.core.data())?;
        let (middle, half) = space.frame();
        Ok(to_js(&SpaceSummary {
            units: HiddenSpace::units(&network),
            lines: hidden_space::LINES,
            places: hidden_space::PLACES,
            side: hidden_space::SIDE,
            middle,
            half,
            explained_variance_ratio: space.explained_variance_ratio().map(<[f32]>::to_vec),
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
    ) -> crate::error::Result<Float32Array> {
        let trainer = &self.core.contender(model)?.trainer;
        let change = match point {
            Some(point) => {
                self.core.data().check_example(point)?;
                self.seeing.update.of(trainer, &[point as u32])
            }
            None => self.seeing.update.of(trainer, trainer.next_examples()),
        };
        Ok(view::floats(change))
    }

    /// View: the numbers of the points that make the next batch of a model.
    #[wasm_bindgen(js_name = nextBatch)]
    pub fn next_batch(&self, model: usize) -> crate::error::Result<Uint32Array> {
        let trainer = &self.core.contender(model)?.trainer;
        Ok(view::integers(trainer.next_examples()))
    }

    /// The arrows of `times` the last update, for a single unit that reads x₁ and x₂; null for other models.
    #[wasm_bindgen(js_name = updateArrows, unchecked_return_type = "Arrows | null")]
    pub fn update_arrows(&self, model: usize, times: f32) -> crate::error::Result<JsValue> {
        let network = self.core.contender(model)?.trainer.model();
        let arrows: Option<Arrows> = self.seeing.update.arrows(network, times);
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
    ) -> crate::error::Result<Float32Array> {
        let network = self.core.contender(model)?.trainer.model();
        let margin = self.seeing.update.margin(network, times, class, side)?;
        Ok(view::floats(margin))
    }
}
