//! A loop of one's own around a network: forward, backward, and a step against the gradient. `cargo run --example own_loop`.

use gradual::{
    Activation, Architecture, HiddenLayer, Initial, Input, Loss, Network, Random, Result, Shape,
    Workspace,
};

fn main() -> Result<()> {
    // XOR, one example a row.
    let x = [-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0];
    let t = [0.0, 1.0, 1.0, 0.0];
    let architecture = Architecture {
        input: Shape::Units(2),
        hidden: vec![HiddenLayer::Dense {
            units: 4,
            activation: Activation::Tanh,
        }],
        outputs: 1,
        loss: Loss::CrossEntropy,
        initial: Initial::Glorot,
    };
    let network = Network::new(&architecture)?;
    let mut parameters = network.first_parameters(Initial::Glorot, &mut Random::new(3));
    let mut workspace = Workspace::new(&network);
    for epoch in 1..=300 {
        let mut gradient = vec![0.0; parameters.len()];
        let mean = 1.0 / t.len() as f32;
        let model = network.with(&parameters);
        let loss =
            model.accumulate_gradient(Input::Rows(&x), &t, mean, &mut gradient, &mut workspace);
        for (p, g) in parameters.iter_mut().zip(&gradient) {
            *p -= 0.5 * g;
        }
        if epoch % 100 == 0 {
            println!("epoch {epoch}: loss {:.4}", loss / t.len() as f64);
        }
    }
    let y = network
        .with(&parameters)
        .predict(Input::Rows(&x), &mut workspace)
        .to_vec();
    println!("{y:.3?}");
    assert!(y.iter().zip(t).all(|(y, t)| (y - t).abs() < 0.1));
    Ok(())
}
