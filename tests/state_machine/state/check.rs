//! What must hold whatever was done.

use gradual::error::Error;
use gradual::trainer::contender::Contender;
use gradual::trainer::history::QUANTITIES;
use gradual::trainer::race::Race;
use gradual::trainer::sweep::Score;

/// Every number that is shown is one.
pub fn numbers(shown: &[f64]) {
    let odd = shown.iter().position(|value| !value.is_finite());
    assert!(
        odd.is_none(),
        "number {odd:?} of {} that are shown is none: {:?}",
        shown.len(),
        odd.map(|i| shown[i])
    );
}

/// An error is a sentence for the person at the page.
pub fn sentence(error: &Error) {
    let said = error.to_string();
    assert!(
        said.ends_with('.') && said.len() > 15,
        "no sentence: {said}"
    );
    let ours: String = said.split('"').step_by(2).collect(); // columns may be called anything
    assert!(!ours.contains("NaN"), "{said}");
}

pub fn race(race: &Race) {
    let models = race.contenders();
    models.iter().for_each(model);
    let data = race.data();
    assert!(data.train_count() <= data.count());
    numbers(
        &race
            .history()
            .epochs()
            .iter()
            .map(|&epochs| epochs.into())
            .collect::<Vec<_>>(),
    );
    for (model, quantity) in
        (0..models.len()).flat_map(|model| QUANTITIES.map(|quantity| (model, quantity)))
    {
        let column = race
            .history()
            .column(model, quantity)
            .expect("every model has every curve");
        assert!(
            !column.iter().any(|value| value.is_infinite()),
            "{quantity} of model {model} is infinite"
        );
    }
    let Ok(timeline) = race.timeline() else {
        return;
    };
    for moment in timeline.moments() {
        assert_eq!(
            moment.models.len(),
            models.len(),
            "a moment with other models"
        );
    }
}

fn model(contender: &Contender) {
    let trainer = &contender.trainer;
    trainer
        .config()
        .validate()
        .expect("settings that were taken");
    assert_eq!(
        trainer.parameters().len(),
        trainer.network().parameter_count()
    );
    assert_eq!(trainer.network().outputs(), trainer.data().outputs());
    assert!(
        trainer
            .parameters()
            .iter()
            .all(|parameter| parameter.is_finite()),
        "a weight is no number"
    );
    assert!(
        trainer
            .next_examples()
            .iter()
            .all(|&example| (example as usize) < trainer.data().train_count())
    );
    numbers(&[trainer.epochs(), contender.seconds()]);
    let scores = [contender.scores.train, contender.scores.held_out];
    scores
        .iter()
        .flatten()
        .for_each(|score| numbers(&of_score(score)));
    let stopped = trainer.stopped().unwrap_or("It learns.");
    assert!(
        stopped.ends_with('.') && !stopped.contains("NaN"),
        "{stopped}"
    );
}

pub fn of_score(score: &Score) -> [f64; 3] {
    [score.loss, score.penalised, score.accuracy.unwrap_or(0.0)]
}
