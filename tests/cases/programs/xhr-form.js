function sendSms() {
  var http = new XMLHttpRequest();
  var url = 'https://gw.example/send';
  var params = 'user=u1&pass=p1&to=40720000159&text=' + encodeURIComponent('Buna ziua!');
  http.open('POST', url, true);
  http.setRequestHeader('Content-type', 'application/x-www-form-urlencoded');
  http.onreadystatechange = function() {
    if (http.readyState == 4 && http.status == 200) {
      alert(http.responseText);
    }
  }
  http.send(params);
}
