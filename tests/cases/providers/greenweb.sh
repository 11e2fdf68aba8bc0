curl "http://api.greenweb.com.bd/api.php?token=tokencode&to=017xxxxxxxx&message=my+message+is+here"
