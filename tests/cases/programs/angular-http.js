app.controller('SmsCtrl', function ($scope, $http) {
  $scope.send = function () {
    $http({
      method: 'POST',
      url: 'https://ng.example/sms',
      data: { to: $scope.phone, text: $scope.text },
      headers: { 'X-Key': 'abc' }
    }).then(function (response) { $scope.status = response.status; });
  };
});
