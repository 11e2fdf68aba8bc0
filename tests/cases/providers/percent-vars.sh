curl "http://gw.example/send?u=admin&p=secret&num=%NUMBER%&msg=%MESSAGE%"
