curl https://api.example.com/x -d 'sender=Alice&name=Bob Smith&mobile=447700900417&text=Alice'
