curl https://api.example.com/x -d 'p1=12025550100&p2=12025550417&p3=Lunch at noon?'
