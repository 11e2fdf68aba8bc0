curl -d "Backup successful" ntfy.example/mytopic
