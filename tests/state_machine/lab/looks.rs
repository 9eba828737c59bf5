//! The closer looks, as the edge takes them.

use gradual::error::{Error, Result, in_range};
use gradual::insight::loss_surface::{Extent, Height};
use gradual::insight::plane::PlaneView;
use gradual::insight::weights::full_size;
use gradual::network::Model;

use super::Lab;
use crate::arguments::Pick;
use crate::operation::curves::numbers;
use crate::operation::loss_surface::Axes;
use crate::operation::{Shown, floats};

impl Lab {
    pub fn plane(
        &mut self,
        which: &Pick,
        look: impl for<'a> FnOnce(Model, &'a mut PlaneView) -> Result<&'a [f32]>,
    ) -> Result<Shown> {
        let index = self.model(which);
        let model = self.race.contender(index)?.trainer.model();
        Ok(floats(look(model, &mut self.views[index])?))
    }

    pub fn class(&self, class: &Pick) -> Result<usize> {
        let classes = self.race.data().classes();
        let class = class.among(classes);
        in_range("The class", class as f64, 0.0, (classes - 1) as f64)?;
        Ok(class)
    }

    pub fn guess(&mut self, which: &Pick, image: &[f32]) -> Result<Shown> {
        let index = self.model(which);
        let model = self.race.contender(index)?.trainer.model();
        Ok(floats(self.guessers[index].outputs(model, image)?))
    }

    pub fn update(&mut self, which: &Pick, point: Option<&Pick>) -> Result<Shown> {
        let trainer = &self.race.contender(self.model(which))?.trainer;
        let change = match point {
            Some(point) => {
                let point = self.point(point)?;
                self.update.of(trainer, &[point as u32])
            }
            None => self.update.of(trainer, trainer.next_examples()),
        };
        Ok(floats(change))
    }

    pub fn update_margin(
        &mut self,
        which: &Pick,
        times: f32,
        class: usize,
        side: usize,
    ) -> Result<Shown> {
        let model = self.race.contender(self.model(which))?.trainer.model();
        Ok(floats(self.update.margin(model, times, class, side)?))
    }

    fn point(&self, point: &Pick) -> Result<usize> {
        let count = self.race.data().count();
        let point = point.among(count);
        if count == 0 {
            let what = "The list of points".into();
            return Err(Error::Empty { what });
        }
        in_range(
            "The number of the point",
            point as f64,
            0.0,
            (count - 1) as f64,
        )?;
        Ok(point)
    }

    pub fn outcomes(&mut self, which: &Pick, class: &Pick) -> Result<Shown> {
        let class = class.among(self.race.data().classes());
        let model = self.race.contender(self.model(which))?.trainer.model();
        Ok(numbers(self.outcomes.read(
            model,
            self.race.data(),
            class,
        )?))
    }

    pub fn point_outcome(&mut self, which: &Pick, point: &Pick) -> Result<Shown> {
        let point = self.point(point)?;
        let (model, data) = (
            self.race.contender(self.model(which))?.trainer.model(),
            self.race.data(),
        );
        let class = data.labels().get(point).map_or(0, |&label| label.into());
        let error = self.outcomes.read(model, data, class)?[point].error;
        let (z, y) = self.outcomes.of_point(point);
        Ok(floats(&[z, y, &[error]].concat()))
    }

    pub fn health(&mut self, which: &Pick) -> Result<Shown> {
        let index = self.model(which);
        let trainer = &self.race.contender(index)?.trainer;
        self.check_ups[index].run(trainer.model(), trainer.data());
        Ok(Vec::new())
    }

    /// The numbers of the two parameters.
    pub fn parameters(&self, axes: &Axes) -> Result<[usize; 2]> {
        let count = self.network(&axes.model)?.parameter_count();
        Ok([&axes.first, &axes.second].map(|pick| pick.among(count)))
    }

    fn extent(&self, axes: &Axes) -> Result<Extent> {
        let model = self.model(&axes.model);
        let [first, second] = self.parameters(axes)?;
        let known = Height::of(self.race.contender(model)?.trainer.network())[0];
        Extent::of(
            &self.race,
            model,
            (first, second),
            axes.height.unwrap_or(known),
        )
    }

    /// So many pieces of work, or all until there is another surface.
    pub fn advance_surface(&mut self, axes: &Axes, pieces: usize) -> Result<Shown> {
        for _ in 0..pieces {
            let extent = self.extent(axes)?;
            let trainer = &self.race.contender(self.model(&axes.model))?.trainer;
            if self
                .surface
                .advance(trainer.model(), trainer.data(), extent)?
            {
                break;
            }
        }
        Ok(floats(self.surface.heights()))
    }

    pub fn is_surface_current(&self, axes: &Axes) -> Result<bool> {
        let extent = self.extent(axes)?;
        let trainer = &self.race.contender(self.model(&axes.model))?.trainer;
        Ok(self
            .surface
            .is_current(trainer.model(), trainer.data(), &extent))
    }

    pub fn trace(&mut self, which: &Pick, image: &[f32]) -> Result<Shown> {
        let index = self.model(which);
        let model = self.race.contender(index)?.trainer.model();
        self.traces[index].run(model, image)?;
        let spans = self.traces[index].spans();
        Ok(spans
            .iter()
            .flat_map(|span| [span.min.into(), span.max.into()])
            .collect())
    }

    pub fn level_output(&self, which: &Pick, level: &Pick) -> Result<Shown> {
        let index = self.model(which);
        let network = self.race.contender(index)?.trainer.network();
        let levels = self.traces[index].levels(network)?;
        let level = levels.get(level.among(levels.len()));
        Ok(level.map_or_else(Vec::new, |level| floats(&level.h)))
    }

    pub fn cell(&mut self, which: &Pick, level: &Pick, index: &Pick) -> Result<Shown> {
        let number = self.model(which);
        let model = self.race.contender(number)?.trainer.model();
        let level = level.among(model.layers().len() + 1);
        let values = match level.checked_sub(1) {
            Some(layer) => model.layers().get(layer).map_or(0, |layer| layer.outputs()),
            None => model.inputs(),
        };
        let summary = self
            .cell
            .read(model, &self.traces[number], level, index.among(values))?;
        let numbers = [
            &self.cell.inputs[..],
            &self.cell.weights,
            &self.cell.products,
            &summary.sums,
        ];
        Ok(floats(
            &[&numbers.concat()[..], &[summary.z, summary.h]].concat(),
        ))
    }

    pub fn explain(&mut self, which: &Pick, class: &Pick) -> Result<Shown> {
        let index = self.model(which);
        let model = self.race.contender(index)?.trainer.model();
        let class = class.among(model.outputs());
        let found = self
            .saliency
            .explain(model, &mut self.traces[index], class)?;
        let numbers = [
            found.sum,
            found.rest,
            found.logit,
            found.output,
            found.largest_gradient,
            found.largest_product,
        ];
        Ok(floats(
            &[&numbers, self.saliency.gradient(), self.saliency.products()].concat(),
        ))
    }

    pub fn full_weight(&self, which: &Pick, layer: &Pick) -> Result<Shown> {
        let model = self.network(which)?;
        let layers = model.layers();
        let layer = layers.get(layer.among(layers.len()));
        Ok(floats(
            layer
                .map(|layer| full_size(&model.parameters[layer.weights()]))
                .as_slice(),
        ))
    }
}
