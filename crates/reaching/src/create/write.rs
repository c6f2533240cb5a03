//! Asks the providers, one after the other.

use content::Variant;
use engine::EngineError;
use guardrails::Checker;
use models::{GenerateRequest, LOCAL_MODEL, LocalModel, ModelError, OpenAi, OpenAiSettings, Provider};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vocabulary::Digest;

/// Lines of the phrasebook: enough to choose from, few enough to read.
const N_PHRASEBOOK: usize = 48;
/// Lines of a language model: each costs seconds on a small machine.
const N_MODEL: usize = 14;

/// Somebody who writes lines, as their lines will name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// `phrasebook`, `local` or `openai`.
    pub provider: &'static str,
    /// The model's name; that of the phrasebook is `phrasebook`.
    pub model: String,
}

/// Who [`Writers::embedded`] would let write, without loading anybody.
///
/// Errors: [`EngineError::Model`] when an endpoint is configured by half.
pub fn writers_of(file: Option<&Path>) -> Result<Vec<Writer>, EngineError> {
    let phrasebook = Provider::Phrasebook.name();
    let mut writers = vec![Writer { provider: phrasebook, model: phrasebook.to_owned() }];
    if let Some(settings) = OpenAiSettings::from_env(|name| std::env::var(name).ok())? {
        writers.push(Writer { provider: "openai", model: settings.model });
    } else if file.is_some() {
        writers.push(Writer { provider: "local", model: LOCAL_MODEL.to_owned() });
    }
    Ok(writers)
}

/// Who writes: providers and how many lines each.
#[derive(Debug, Clone)]
pub struct Writers {
    providers: Vec<(Provider, usize)>,
}

impl Writers {
    /// The phrasebook, and a language model: the OpenAI-compatible endpoint when one is configured, else the
    /// small local one from `file`; without either, the phrasebook alone.
    ///
    /// Errors: [`EngineError::Model`] when the file is missing, broken or not the expected one.
    pub async fn embedded(file: Option<PathBuf>) -> Result<Self, EngineError> {
        let mut providers = vec![(Provider::Phrasebook, N_PHRASEBOOK)];
        if let Some(settings) = OpenAiSettings::from_env(|name| std::env::var(name).ok())? {
            providers.push((Provider::OpenAi(Arc::new(OpenAi::new(settings)?)), N_MODEL));
        } else if let Some(file) = file {
            let loaded = tokio::task::spawn_blocking(move || LocalModel::load(&file)).await;
            let model = loaded.map_err(|error| EngineError::Query {
                what: format!("loading the model stopped: {error}"),
            })??;
            providers.push((Provider::Local(Arc::new(model)), N_MODEL));
        }
        Ok(Self { providers })
    }

    /// These providers with so many lines each.
    pub fn of(providers: Vec<(Provider, usize)>) -> Self {
        Self { providers }
    }

    /// Providers and numbers of lines, as text.
    pub(super) fn names(&self) -> String {
        let names: Vec<String> =
            self.providers.iter().map(|(provider, n)| format!("{} {n}", provider.name())).collect();
        names.join(", ")
    }

    /// All lines, each text of a provider once.
    pub(super) async fn write(
        &self,
        checker: &Checker,
        seed: u64,
        mut progress: impl FnMut(&str, usize),
    ) -> Result<Vec<Variant>, EngineError> {
        let checker = Arc::new(checker.clone());
        let mut variants: BTreeMap<Digest, Variant> = BTreeMap::new();
        let mut order = Vec::new();
        for (provider, n) in &self.providers {
            progress(provider.name(), *n);
            let request = GenerateRequest::new(Arc::clone(&checker), BTreeMap::new(), seed, *n)?;
            let generated = match provider.generate(&request).await {
                // A voice without turns of phrase leaves the phrasebook nothing to say, and a model all of it.
                Err(ModelError::NoLine { .. }) if 1 < self.providers.len() => continue,
                generated => generated?,
            };
            for variant in generated.variants(&request) {
                let digest = variant.digest();
                if variants.insert(digest, variant).is_none() {
                    order.push(digest);
                }
            }
        }
        Ok(order.iter().filter_map(|digest| variants.remove(digest)).collect())
    }
}
