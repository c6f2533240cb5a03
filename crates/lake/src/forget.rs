use crate::place::{N_ATTEMPTS, check_workspace};
use crate::{Lake, LakeError, Table, delta};
use deltalake::kernel::Action;
use deltalake::protocol::SaveMode;

impl Lake {
    /// Takes every row of a workspace out of every table, and its files from the disk. Gives how many files readers saw.
    ///
    /// Earlier versions of the tables, which other tools may read, lose these files as well: that is what it is for. Safe
    /// to repeat; only for a workspace whose name is not given again, since other programs remember which rows of it
    /// they know.
    ///
    /// A lake in an object store keeps the files until its tables are compacted after their time of retention.
    pub async fn forget(&self, workspace: &str) -> Result<usize, LakeError> {
        check_workspace(workspace)?;
        let mut n_files = 0;
        for table in Table::ALL {
            n_files += self.forget_in(table, workspace).await?;
        }
        Ok(n_files)
    }

    async fn forget_in(&self, table: Table, workspace: &str) -> Result<usize, LakeError> {
        let path = self.place().path(table);
        // In the order of a landing.
        let mut known = self.known_keys(table).lock().await;
        let _lock = self.place().lock(table).await?;
        known.remove(workspace);
        for _ in 0..N_ATTEMPTS {
            let Some(delta) = self.slot(table).latest(self.place(), table).await? else { return Ok(0) };
            let old = delta::files_of(&delta, workspace, &path)?;
            if !old.is_empty() {
                let actions = old.iter().map(|file| Action::Remove(file.remove_action(true))).collect();
                let write = (SaveMode::Overwrite, Some(format!("workspace = '{workspace}'")));
                let committed = delta::commit(&delta, self.place(), table, actions, write, None).await?;
                let Some(delta) = committed else { continue };
                self.slot(table).remember(delta).await;
            }
            self.delete_folder(table, workspace, &path).await?;
            return Ok(old.len());
        }
        Err(LakeError::Contended { path, n_attempts: N_ATTEMPTS })
    }

    /// The folder of a workspace's partitions: with it go files that no version of the table names any more.
    async fn delete_folder(&self, table: Table, workspace: &str, path: &str) -> Result<(), LakeError> {
        let Some(folder) = self.place().folder(table) else { return Ok(()) };
        let folder = folder.join(format!("workspace={workspace}"));
        let deleted = tokio::task::spawn_blocking(move || match std::fs::remove_dir_all(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            deleted => deleted,
        });
        match deleted.await {
            Ok(deleted) => deleted.map_err(|error| LakeError::storage(path, &error)),
            Err(error) => Err(LakeError::storage(path, &error)),
        }
    }
}
