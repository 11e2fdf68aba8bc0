curl 'http://x.example/index.php?app=ws&u=admin&h=6d1b&op=pv&to=628562200417&msg=test+only&nofooter=1'
