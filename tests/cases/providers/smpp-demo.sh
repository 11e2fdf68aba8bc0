	curl localhost:8080/v1/send -X POST -F src=root -F dst=foobar -F text=hi

	curl "localhost:8080/v1/query?src=root&message_id=1234"

	curl localhost:8080/v1/sse
