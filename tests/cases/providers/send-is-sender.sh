curl "https://a.example.in/q?send=ACMEIN&dest=919900112233&text=Dear+customer+welcome&key=k"
