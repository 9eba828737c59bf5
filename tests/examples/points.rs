//! A unit and a network on the two moons, side by side: `cargo run --release --example points`.

use gradual::{
    Activation, HiddenLayer, ModelConfig, PointSet, PointsConfig, Race, Recipe, Result, Source,
};

fn main() -> Result<()> {
    let points = PointsConfig {
        set: PointSet::Moons,
        count: 400,
        noise: 0.15,
        held_out: 0.3,
        seed: 1,
    };
    let hidden = vec![HiddenLayer::Dense {
        units: 8,
        activation: Activation::Tanh,
    }];
    let unit = ModelConfig {
        name: "unit".into(),
        ..ModelConfig::default()
    };
    let network = ModelConfig {
        name: "network".into(),
        hidden,
        ..ModelConfig::default()
    };
    let mut race = Race::from_recipe(&Recipe::new(Source::Set(points), vec![unit, network], 1))?;
    for _ in 0..5 {
        (0..10).for_each(|_| race.step_epoch());
        race.evaluate(usize::MAX);
        for model in race.contenders() {
            let Some(score) = model.scores.held_out else {
                continue;
            };
            let (name, epoch) = (&model.trainer.config().name, model.trainer.epoch());
            println!(
                "{name:>8}, epoch {epoch:2}: held-out loss {:.4}, accuracy {:.3}",
                score.loss,
                score.accuracy.unwrap_or(0.0)
            );
        }
    }
    Ok(())
}
