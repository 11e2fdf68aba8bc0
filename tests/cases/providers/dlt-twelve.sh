curl -X POST https://a.example.in/x -d "peid=110135000000" -d "tempid=110716000000" -d "dest=919900112233" -d "txt=Dear user, welcome"
